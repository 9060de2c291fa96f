/** Certificates for tests, made by OpenSSL and gone with their folder. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function hasOpenSsl(): boolean {
  return spawnSync('openssl', ['version'], { stdio: 'ignore' }).status === 0;
}

function openssl(folder: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`openssl: ${stderr}`);
}

const newKey = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];

/** Makes `<name>.pem` and `<name>.key`: an authority. */
export function makeAuthority(folder: string, name: string): void {
  const out = ['-keyout', `${name}.key`, '-out', `${name}.pem`, '-days', '2', '-noenc'];
  openssl(folder, [...newKey, ...out, '-subj', `/CN=${name}`]);
}

/** Makes `<name>.pem` and `<name>.key`, signed by an authority, for 127.0.0.1 or another name. */
export function makeCertificate(
  folder: string,
  name: string,
  authority: string,
  subject = 'IP:127.0.0.1,DNS:localhost',
): void {
  const out = ['-keyout', `${name}.key`, '-out', `${name}.pem`, '-days', '2', '-noenc'];
  const signed = ['-CA', `${authority}.pem`, '-CAkey', `${authority}.key`];
  const names = ['-addext', `subjectAltName=${subject}`, '-addext', 'basicConstraints=CA:FALSE'];
  openssl(folder, [...newKey, ...out, ...signed, ...names, '-subj', `/CN=${name}`]);
}

/** Key and certificate in one file, as a broker reads them. */
export function keyStoreOf(folder: string, name: string): string {
  const file = join(folder, `${name}.store.pem`);
  writeFileSync(file, readFileSync(join(folder, `${name}.key`)));
  appendFileSync(file, readFileSync(join(folder, `${name}.pem`)));
  return file;
}
