/** Values of lists as choices of a field: `major_outage` reads "Major outage". */
export function choices(values: readonly string[]): { title: string; value: string }[] {
  return values.map((value) => ({ value, title: inWords(value) }));
}

export function inWords(value: string): string {
  const words = value.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
