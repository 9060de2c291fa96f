/** DuckDB in this process, looking at one folder. */
import { DuckDBInstance } from '@duckdb/node-api';

/** Rows of a query, integers as text. */
export type Ask = (sql: string) => Promise<Record<string, unknown>[]>;

/** Opens an empty database whose relative names start from `folder`. */
export async function duckdbIn(folder: string): Promise<Ask> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`SET file_search_path = '${folder.replaceAll("'", "''")}'`);
  return async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
}
