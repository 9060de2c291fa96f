/** The desk: what runs comes first. */
import type { StructureResolver } from 'sanity/structure';

const newestFirst = [{ field: 'startedAt', direction: 'desc' as const }];

export const structure: StructureResolver = (S) =>
  S.list()
    .title('Status')
    .items([
      S.listItem()
        .id('open')
        .title('Open incidents')
        .child(
          S.documentList()
            .id('open')
            .title('Open incidents')
            .apiVersion('2025-02-19')
            .schemaType('incident')
            .filter('_type == "incident" && !("resolved" in updates[].status)')
            .defaultOrdering(newestFirst)
            .initialValueTemplates([
              S.initialValueTemplateItem('major-outage'),
              S.initialValueTemplateItem('degraded-performance'),
            ]),
        ),
      S.documentTypeListItem('incident').title('All incidents'),
      S.documentTypeListItem('maintenance').title('Maintenance'),
      S.divider(),
      S.listItem()
        .id('settings')
        .title('Settings')
        .child(S.document().schemaType('settings').documentId('settings')),
    ]);
