/** What the explorer says of itself, alike in the static page and in its live part. */
export const explorerTitle = 'Explore a day';
export const explorerHint = 'Move over a graph, or use the slider, to read a day.';
export const pinHint = 'Press Enter or tap a bar to look into the day.';
export const figuresMissing =
  'The figures could not be loaded; they are in the tables of each component.';
