/** Publishing as an operator means it: what was written becomes an update with the time of the click. */
import { type DocumentActionComponent, useDocumentOperation } from 'sanity';
import { stamp } from './stamp';

/** Studio's own publish action, preceded by the stamps. */
export function stampedPublish(publishAction: DocumentActionComponent): DocumentActionComponent {
  const StampedPublish: DocumentActionComponent = (props) => {
    const { patch, publish } = useDocumentOperation(props.id, props.type);
    const original = publishAction(props);
    if (original === null) return null;
    return {
      ...original,
      label: props.published === null ? 'Publish' : 'Post update',
      onHandle: () => {
        const { draft } = props;
        if (draft !== null) {
          const key = crypto.randomUUID().slice(0, 12);
          patch.execute(stamp(draft, new Date().toISOString(), key));
        }
        publish.execute();
        props.onComplete();
      },
    };
  };
  StampedPublish.action = 'publish';
  return StampedPublish;
}
