/** A certificate for this machine alone, made once by openssl: browsers speak HTTP/2 over TLS only. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const names = 'subjectAltName=DNS:localhost,DNS:*.localhost,IP:127.0.0.1';

/** Key and certificate in `folder`. */
export async function certificate(folder: string): Promise<{ key: string; cert: string }> {
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  if (!existsSync(certFile)) {
    await promisify(execFile)('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-keyout', keyFile, '-out', certFile, '-days', '365', '-subj', '/CN=localhost'],
      ...['-addext', names],
    ]);
  }
  return { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certFile, 'utf8') };
}
