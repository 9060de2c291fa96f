/** What is said of an incident: written as a message, kept as a list once it is published. */
import { defineArrayMember, defineField, type FieldDefinition } from 'sanity';
import { choices, inWords } from './words';

/** Fields of a document whose updates have one of these states. */
export function updateFields(statuses: readonly string[]): FieldDefinition[] {
  return [
    defineField({
      name: 'message',
      title: 'What do you tell your visitors?',
      description: 'Becomes an update when you publish. Plain text; addresses become links.',
      type: 'text',
      rows: 4,
      validation: (rule) => rule.max(10_000),
    }),
    defineField({
      name: 'nextStatus',
      title: 'Where does it stand?',
      type: 'string',
      initialValue: statuses[0] ?? '',
      options: { list: choices(statuses), layout: 'radio', direction: 'horizontal' },
    }),
    defineField({
      name: 'updates',
      title: 'Published updates',
      type: 'array',
      hidden: ({ value }) => !Array.isArray(value) || value.length === 0,
      of: [
        defineArrayMember({
          type: 'object',
          fields: [
            defineField({ name: 'status', type: 'string', options: { list: choices(statuses) } }),
            defineField({ name: 'body', type: 'text', rows: 4 }),
            defineField({ name: 'postedAt', type: 'datetime', readOnly: true }),
          ],
          preview: {
            select: { status: 'status', body: 'body', postedAt: 'postedAt' },
            prepare: ({ status, body, postedAt }) => ({
              title: `${inWords(String(status))} · ${String(postedAt ?? '')}`,
              subtitle: String(body ?? ''),
            }),
          },
        }),
      ],
    }),
  ];
}

/** Made from title and day at the first publication, and the address of the page from then on. */
export const slugField = defineField({
  name: 'slug',
  type: 'slug',
  readOnly: true,
  hidden: ({ value }) => value === undefined,
});
