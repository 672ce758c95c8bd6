/** A certificate authority of this service's own, and the certificates it signs (X.509, RFC 5280). */
import { webcrypto } from 'node:crypto'
import { isIP } from 'node:net'
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509Certificate,
  X509CertificateGenerator,
  AuthorityKeyIdentifierExtension,
  SubjectKeyIdentifierExtension
} from '@peculiar/x509'

/** PEM texts. */
export interface KeyedCertificate {
  readonly cert: string
  readonly key: string
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

const DAY = 24 * 3600 * 1000
const AUTHORITY_DAYS = 3650
/** Some clients refuse server certificates that are valid for longer. */
const SERVER_DAYS = 397

/** An authority that may sign certificates of servers, and no further authority. */
export async function createAuthority (): Promise<KeyedCertificate> {
  const keys = await generateKeys()
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=graph-office-emulator CA, O=graph-office-emulator',
    keys,
    signingAlgorithm: ALGORITHM,
    serialNumber: serialNumber(),
    ...validity(AUTHORITY_DAYS),
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey)
    ]
  })
  return { cert: certificate.toString('pem'), key: await exportKey(keys) }
}

/** A certificate for host names and IP addresses. */
export async function createServerCertificate (authority: KeyedCertificate, hosts: readonly string[]): Promise<KeyedCertificate> {
  const keys = await generateKeys()
  const issuer = new X509Certificate(authority.cert)
  const [pkcs8] = PemConverter.decode(authority.key)
  const certificate = await X509CertificateGenerator.create({
    subject: `CN=${hosts[0] ?? 'localhost'}`,
    issuer: issuer.subject,
    publicKey: keys.publicKey,
    signingKey: await webcrypto.subtle.importKey('pkcs8', pkcs8!, ALGORITHM, false, ['sign']),
    signingAlgorithm: ALGORITHM,
    serialNumber: serialNumber(),
    ...validity(SERVER_DAYS),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(hosts.map(value => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value }))),
      await AuthorityKeyIdentifierExtension.create(issuer),
      await SubjectKeyIdentifierExtension.create(keys.publicKey)
    ]
  })
  return { cert: certificate.toString('pem'), key: await exportKey(keys) }
}

async function generateKeys (): Promise<webcrypto.CryptoKeyPair> {
  return await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
}

async function exportKey ({ privateKey }: webcrypto.CryptoKeyPair): Promise<string> {
  return PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', privateKey), 'PRIVATE KEY')
}

/** 16 random bytes, positive. */
function serialNumber (): string {
  const bytes = webcrypto.getRandomValues(Buffer.alloc(16))
  bytes[0] = (bytes[0] ?? 0) & 0x7f | 0x01
  return bytes.toString('hex')
}

/** From yesterday, for clients whose clocks are behind. TLS goes by the time of clients, which no clock of this service moves. */
function validity (days: number): { notBefore: Date, notAfter: Date } {
  const now = Date.now()
  return { notBefore: new Date(now - DAY), notAfter: new Date(now + days * DAY) }
}
