import { defineField, defineType } from 'sanity';

export const settings = defineType({
  name: 'settings',
  title: 'Settings',
  type: 'document',
  fields: [
    defineField({
      name: 'notice',
      title: 'Pinned notice',
      description: 'Stands on every page until you take it away.',
      type: 'text',
      rows: 2,
      validation: (rule) => rule.max(300),
    }),
  ],
  preview: { prepare: () => ({ title: 'Settings' }) },
});
