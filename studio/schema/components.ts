/** The components of status.yaml, handed over by the build as JSON: `[{"id": …, "name": …}]`. */

interface Component {
  readonly id: string;
  readonly name: string;
}

function isComponent(value: unknown): value is Component {
  return typeof value === 'object' && value !== null && 'id' in value && 'name' in value;
}

function given(): readonly Component[] {
  const list: unknown = JSON.parse(process.env['SANITY_STUDIO_COMPONENTS'] ?? '[]');
  return Array.isArray(list) ? list.filter(isComponent) : [];
}

export const components: readonly Component[] = given();

/** Choices of a field. */
export const componentChoices: { title: string; value: string }[] = components.map(
  ({ id, name }) => ({ title: name, value: id }),
);

/** A fault in words where a component is not in status.yaml. */
export function unknownComponent(id: string | undefined): string | true {
  if (id === undefined || components.some((one) => one.id === id)) return true;
  return `"${id}" is not in status.yaml; there are: ${components.map((one) => one.id).join(', ')}`;
}
