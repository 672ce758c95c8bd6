/** A database as version 0.1.0 left it: by its migrations, and by SQL that no later version had a hand in. */
import type { DialectName } from '../../src/storage/database/database.js'
import { readMigrations } from '../../src/storage/migrations/migration-files.js'
import { loadSchemaEngine } from '../../src/storage/migrations/schema-engine.js'
import type { Migration } from '../../src/storage/migrations/schema-engine.js'
import { schemaOf, using } from './run-prisma.js'

/** The last one that 0.1.0 had. */
const LAST = '20261124185934_signing_keys'

const isOfFirstVersion = ({ name }: Migration): boolean => name <= LAST

/** What a start of 0.1.0 left to be applied. */
export const laterMigrations = (dialect: DialectName): readonly Migration[] =>
  readMigrations(dialect).filter(migration => !isOfFirstVersion(migration))

/** Bytes of each piece that content was cut into. */
const PIECE = 262_144
const REST = Buffer.from('00ff80c3286f6666696365', 'hex')

/** The payload of a configuration of the tenant `fabrikam`, which is stored in two pieces: bytes that are no text. */
export const PAYLOAD = Buffer.concat([Buffer.alloc(PIECE), REST])

/** The public half of the key that signed its tokens. */
export const SIGNING_KEY = { kty: 'RSA', use: 'sig', alg: 'RS256', kid: 'of-the-first-version', n: 'wcL7', e: 'AQAB' }

const FABRIKAM_ID = '1b402630-dff3-57dd-93c7-79ffeb2d28a3'

/**
 * Two tenants with rows, configurations with an assignment and payload, and settings; a snapshot of all tenants (`before`) and one of
 * `fabrikam` (`mine`), whose summary was changed afterwards. The last key given to a tenant is 15, to a snapshot 2; the last ordinal is 40.
 */
export async function fillAsFirstVersion (dialect: DialectName, url: string): Promise<void> {
  await using(dialect, url, async adapter => {
    await (await loadSchemaEngine(dialect, schemaOf(dialect), adapter)).apply(readMigrations(dialect).filter(isOfFirstVersion))
    await adapter.executeScript(rows(dialect))
  })
}

const rows = (dialect: DialectName): string => `
INSERT INTO "Tenant" ("key", "id", "sequence", "createdAt", "nextOrdinal") VALUES
  (1, 'default', 1, '2026-11-20T08:00:00.001Z', 2), (3, 'fabrikam', 4, '2026-11-20T08:00:00.003Z', 41),
  (8, '$snapshot:6f0b9a52-3f0e-4e1c-8f57-0c1f3a9d2b01', 3, '2026-11-20T09:00:00.000Z', 41),
  (10, '$snapshot:6f0b9a52-3f0e-4e1c-8f57-0c1f3a9d2b02', 1, '2026-11-20T09:00:00.000Z', 2),
  (13, '$snapshot:6f0b9a52-3f0e-4e1c-8f57-0c1f3a9d2b03', 3, '2026-11-20T10:00:00.000Z', 41);
INSERT INTO "OfficeConfiguration" VALUES
  (1, 'c6fcd2c7-d2c7-c6fc-c7d2-fcc6c7d2fcc6', 1, 5, NULL), (3, '${FABRIKAM_ID}', 4, 41, 1), (8, '${FABRIKAM_ID}', 3, 19, 1),
  (10, 'c6fcd2c7-d2c7-c6fc-c7d2-fcc6c7d2fcc6', 1, 5, NULL), (13, '${FABRIKAM_ID}', 3, 19, 1);
${[1, 10].map(ofDefault).join('')}
${[3, 8, 13].map(tenant => ofFabrikam(tenant, dialect)).join('')}
INSERT INTO "TenantSetting" VALUES (3, 'none', 2, '{"application":{"requests":900,"writes":800},"tenant":{"requests":700,"writes":600}}', 'stored');
INSERT INTO "Revision" VALUES ('snapshots', 2), ('settings', 1);
INSERT INTO "Snapshot" ("key", "tenant", "name", "takenAt") VALUES (1, '*', 'before', '2026-11-20T09:00:00.000Z'), (2, 'fabrikam', 'mine', '2026-11-20T10:00:00.000Z');
INSERT INTO "SnapshotPart" VALUES ('fabrikam', 1, 8, NULL, 3, 3, 41), ('default', 1, 10, NULL, 1, 1, 2), ('fabrikam', 2, 13, NULL, 3, 3, 41);
INSERT INTO "SigningKey" VALUES (1, '${JSON.stringify({ ...SIGNING_KEY, d: 'secret' })}', '2026-11-20T08:00:00.000Z');
${dialect === 'sqlite' ? 'UPDATE sqlite_sequence SET seq = 15 WHERE name = \'Tenant\'' : 'SELECT setval(\'"Tenant_key_seq"\', 15), setval(\'"Snapshot_key_seq"\', 2)'};
`

/** What the tenant and its copy have alike. */
const ofDefault = (tenant: number): string => `
INSERT INTO "OfficeClientCheckinStatus" VALUES
  (${tenant}, 0, 1, 1, NULL, NULL, NULL, NULL, false, '', '2017-01-01T00:01:46.9896075+02:00', '2016-12-31T22:01:46.989607500000', NULL, '[]');
`

/** What the tenant and its two copies have alike. */
const ofFabrikam = (tenant: number, dialect: DialectName): string => `
INSERT INTO "OfficeClientCheckinStatus" VALUES
  (${tenant}, 0, 2, 1, 'ä@fabrikam.com', 'PC-1', 'Windows', '10.0', true, 'u1', '2026-11-19T23:59:59.9999999Z', '2026-11-19T23:59:59.999999900000', NULL, '["a","b"]'),
  (${tenant}, 0, 7, 2, NULL, 'PC-2', 'macOS', '14', false, 'u2', '2026-11-20T00:00:00Z', '2026-11-20T00:00:00.000000000000', 'no "network"', '[]'),
  (${tenant}, 12, 13, 3, NULL, 'PC-3', NULL, NULL, true, 'u3', '2026-11-20T00:00:01Z', '2026-11-20T00:00:01.000000000000', NULL, '[]');
INSERT INTO "OfficeClientConfiguration" VALUES
  (${tenant}, 0, 12, 3, '0c1f3a9d-0000-4000-8000-000000000012', 'windowsOfficeClientConfiguration', 'Desks', NULL, 0, 3, 4),
  (${tenant}, 0, 20, 2, '0c1f3a9d-0000-4000-8000-000000000020', 'windowsOfficeClientSecurityConfiguration', NULL, 'No office', 1, NULL, NULL);
INSERT INTO "OfficeClientConfigurationAssignment" VALUES
  (${tenant}, 12, 40, 3, '0c1f3a9d-0000-4000-8000-000000000040', 'officeClientConfigurationAssignment', 'officeConfigurationGroupAssignmentTarget', '0c1f3a9d-0000-4000-8000-000000000099');
INSERT INTO "StreamContent" VALUES (${tenant}, 12, 'policyPayload', 2, 'application/octet-stream', ${PAYLOAD.length});
INSERT INTO "StreamPiece" VALUES (${tenant}, 12, 'policyPayload', 0, ${dialect === 'sqlite' ? `zeroblob(${PIECE})` : `decode(repeat('00', ${PIECE}), 'hex')`}),
  (${tenant}, 12, 'policyPayload', 1, ${dialect === 'sqlite' ? `X'${REST.toString('hex')}'` : `'\\x${REST.toString('hex')}'`});
`
