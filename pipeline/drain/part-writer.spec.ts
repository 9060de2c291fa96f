import { expect, it } from 'vitest';
import { DirectoryStore } from '../lake/directory-store.ts';
import { byId, componentOf } from '../testing/components.testing.ts';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';
import { Packer } from './packed.ts';
import { PartWriter } from './part-writer.ts';

it('finishes what its thread has begun before it closes', async () => {
  const folder = temporaryFolder();
  const store = new DirectoryStore(folder);
  const writer = new PartWriter(
    { store, components: byId(componentOf()), horizonMs: 86_400_000 },
    folder,
  );
  const value = Buffer.from('{"time":1000,"component":"api","statusCode":200}');
  const packer = new Packer();
  packer.add(0, value, NaN);
  const records = packer.take();
  const place = { stream: 'log', epoch: 1, partition: 0, start: 0, end: 1, prefixSha256: null };
  const writing = writer.write({ ...place, records }, 1000);
  await writer.close();
  const { part } = await writing;
  expect(await store.size(part.events?.name ?? '')).toBe(part.events?.bytes);
});
