import { defineArrayMember, defineField, defineType } from 'sanity';
import { maintenanceStatuses } from '../../content/schema/incident';
import { componentChoices, unknownComponent } from './components';
import { slugField, updateFields } from './updates';

export const maintenance = defineType({
  name: 'maintenance',
  title: 'Maintenance',
  type: 'document',
  fields: [
    defineField({
      name: 'title',
      type: 'string',
      validation: (rule) => rule.required().max(300),
    }),
    defineField({
      name: 'scheduledFor',
      type: 'datetime',
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'scheduledUntil',
      type: 'datetime',
      validation: (rule) =>
        rule.required().custom((until, { document }) => {
          const from = document?.['scheduledFor'];
          return until === undefined || typeof from !== 'string' || until > from
            ? true
            : 'It must end after it begins';
        }),
    }),
    defineField({
      name: 'components',
      type: 'array',
      of: [defineArrayMember({ type: 'string' })],
      options: { list: componentChoices },
      validation: (rule) =>
        rule.custom(
          (ids: string[] | undefined) =>
            (ids ?? []).map(unknownComponent).find((fault) => fault !== true) ?? true,
        ),
    }),
    ...updateFields(maintenanceStatuses),
    defineField({
      name: 'announcedAt',
      type: 'datetime',
      readOnly: true,
      hidden: ({ value }) => value === undefined,
      description: 'Set when it is first published.',
    }),
    slugField,
  ],
  preview: { select: { title: 'title', subtitle: 'scheduledFor' } },
});
