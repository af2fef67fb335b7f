import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A certificate and its private key, PEM. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** What a certificate is issued to: names of DNS or IPv4 addresses. */
interface Subject {
  readonly dns?: readonly string[];
  readonly addresses?: readonly string[];
  /** When it ends; tomorrow unless given. Epoch milliseconds. */
  readonly until?: number;
}

const DAY_MS = 86_400_000;
/** ASN.1 object identifiers: ecdsa-with-SHA256 (RFC 5758), commonName, basicConstraints and subjectAltName (RFC 5280). */
const OID = {
  ecdsaWithSha256: '2a8648ce3d040302',
  commonName: '550403',
  basicConstraints: '551d13',
  subjectAltName: '551d11',
} as const;

/**
 * A certificate that vouches for itself (RFC 5280): trusted by programs that are given it as an authority, and by nobody else.
 * Made anew for each test, so that no key is ever kept.
 */
export function selfSigned({ dns = [], addresses = [], until = Date.now() + DAY_MS }: Subject): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(oid(OID.ecdsaWithSha256));
  // Authorities are looked for by name: no two have the same one.
  const called = `redis of a test ${randomBytes(8).toString('hex')}`;
  const name = sequence(set(sequence(oid(OID.commonName), utf8(called))));
  const names = [
    ...dns.map((each) => der(0x82, Buffer.from(each))),
    ...addresses.map((each) => der(0x87, Buffer.from(each.split('.').map(Number)))),
  ];
  const body = sequence(
    der(0xa0, integer(Buffer.from([2]))), // version 3
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    name, // issuer
    sequence(time(until - 2 * DAY_MS), time(until)),
    name, // subject
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(extension(OID.basicConstraints, TRUE), extension(OID.subjectAltName, ...names))),
  );
  const certificate = sequence(body, algorithm, bits(sign('sha256', body, privateKey)));
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { certificate: pem(certificate), key };
}

/** One value of the Distinguished Encoding Rules (X.690): tag, length, content. */
function der(tag: number, ...content: Buffer[]): Buffer {
  const all = Buffer.concat(content);
  const hex = all.length.toString(16);
  const octets = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  const length = all.length < 0x80 ? octets : Buffer.concat([Buffer.from([0x80 | octets.length]), octets]);
  return Buffer.concat([Buffer.from([tag]), length, all]);
}

const TRUE = der(0x01, Buffer.from([0xff]));

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, ...parts);
}

function set(...parts: Buffer[]): Buffer {
  return der(0x31, ...parts);
}

function integer(octets: Buffer): Buffer {
  return der(0x02, octets);
}

function bits(octets: Buffer): Buffer {
  return der(0x03, Buffer.from([0]), octets);
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

function utf8(text: string): Buffer {
  return der(0x0c, Buffer.from(text));
}

/** UTCTime, as years before 2050 are written; `at` in epoch milliseconds. */
function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/\..*|[-:T]/g, '');
  return der(0x17, Buffer.from(`${digits.slice(2)}Z`));
}

function extension(id: string, ...content: Buffer[]): Buffer {
  return sequence(oid(id), der(0x04, sequence(...content)));
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
