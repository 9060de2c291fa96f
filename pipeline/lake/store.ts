/**
 * Where the lake lives. Names are relative, with `/`. A store promises that what
 * `put` or `create` returned from survives a crash of the machine.
 */
export interface LakeStore {
  /** Writes an object whose name says its content; writing it again changes nothing. */
  put(name: string, bytes: Uint8Array): Promise<void>;
  /** Creates an object; false, and nothing written, where the name is taken. */
  create(name: string, bytes: Uint8Array): Promise<boolean>;
  /** null where there is no such object. */
  read(name: string): Promise<Buffer | null>;
  /** Bytes of an object; null where there is none. */
  size(name: string): Promise<number | null>;
  /** Names below a folder, sorted. */
  list(folder: string): Promise<string[]>;
  remove(name: string): Promise<void>;
  /** When an object was last written, epoch ms; null where there is none. */
  writtenAt(name: string): Promise<number | null>;
  /** Path on this machine of an object, for readers that need a file. */
  pathOf(name: string): string;
}
