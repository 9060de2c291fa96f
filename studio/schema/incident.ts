import { defineArrayMember, defineField, defineType } from 'sanity';
import { impacts, incidentStatuses, reportableStatuses } from '../../content/schema/incident';
import { componentChoices, unknownComponent } from './components';
import { slugField, updateFields } from './updates';
import { choices, inWords } from './words';

interface Said {
  readonly message?: string;
  readonly nextStatus?: string;
  readonly updates?: readonly { readonly status?: string }[];
}

/** Nobody should learn from a page that something is over, and not how. */
function needsWords(value: unknown): string | true {
  const { message = '', nextStatus, updates = [] } = (value ?? {}) as Said;
  if (message.trim() !== '') return true;
  if (updates.length === 0) return 'Tell your visitors what is wrong: an incident needs an update';
  const last = updates.at(-1)?.status;
  return nextStatus === 'resolved' && last !== 'resolved'
    ? 'Say how it ended: a resolved incident needs an update'
    : true;
}

export const incident = defineType({
  name: 'incident',
  title: 'Incident',
  type: 'document',
  validation: (rule) => rule.custom(needsWords),
  fields: [
    defineField({
      name: 'title',
      type: 'string',
      description: 'What visitors notice: "Payments fail", not what broke.',
      validation: (rule) => rule.required().max(300),
    }),
    ...updateFields(incidentStatuses),
    defineField({
      name: 'components',
      title: 'Affected components',
      type: 'array',
      of: [
        defineArrayMember({
          type: 'object',
          fields: [
            defineField({
              name: 'component',
              type: 'string',
              options: { list: componentChoices },
              validation: (rule) => rule.required().custom(unknownComponent),
            }),
            defineField({
              name: 'state',
              type: 'string',
              options: { list: choices(reportableStatuses), layout: 'radio' },
              validation: (rule) => rule.required(),
            }),
          ],
          preview: {
            select: { component: 'component', state: 'state' },
            prepare: ({ component, state }) => ({
              title: String(component ?? 'Choose a component'),
              subtitle: inWords(String(state ?? '')),
            }),
          },
        }),
      ],
    }),
    defineField({
      name: 'impact',
      type: 'string',
      options: { list: choices(impacts), layout: 'radio', direction: 'horizontal' },
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'startedAt',
      type: 'datetime',
      validation: (rule) =>
        rule
          .required()
          .custom((at) =>
            at === undefined || Date.parse(at) <= Date.now() + 60_000
              ? true
              : 'It cannot begin in the future: for that there is maintenance',
          ),
    }),
    defineField({
      name: 'nextUpdateBy',
      type: 'datetime',
      description: 'When visitors may expect to hear more. Optional.',
    }),
    defineField({ name: 'postmortem', type: 'text', rows: 10, description: 'Markdown' }),
    slugField,
  ],
  orderings: [{ name: 'newest', title: 'Newest', by: [{ field: 'startedAt', direction: 'desc' }] }],
  preview: {
    select: { title: 'title', updates: 'updates', startedAt: 'startedAt' },
    prepare: ({ title, updates, startedAt }) => {
      const last = (updates as readonly { status?: string }[] | undefined)?.at(-1)?.status;
      return {
        title: String(title ?? 'Untitled'),
        subtitle: `${inWords(last ?? 'draft')} · ${String(startedAt ?? '')}`,
      };
    },
  },
});
