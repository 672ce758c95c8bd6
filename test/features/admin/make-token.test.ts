/** `/__admin/tokens`: tokens that a verifying service accepts, and such as it must refuse. */
import { decodeJwt } from 'jose'
import { errorOf, json, onBothDatabases, OFFICE } from '../../support/service.js'

onBothDatabases('a token of the service, good or bad', async (t, { app, call }) => {
  const make = async (body: object): Promise<string> => String(json(await call('POST', '/__admin/tokens', { body }))['token'])
  const use = async (body: object, method: 'GET' | 'PATCH' = 'GET'): Promise<number> =>
    (await app.inject({ method, url: OFFICE, headers: { authorization: `Bearer ${await make(body)}`, 'content-type': 'application/json' }, ...method === 'PATCH' ? { payload: '{}' } : {} })).statusCode
  t.same([await use({}), await use({ tenant: 'contoso' }), await use({}, 'PATCH')], [200, 200, 200])
  t.same([await use({ expiresIn: -1 }), await use({ audience: 'api://other' })], [401, 401], 'what must be refused')
  const reader = { roles: ['DeviceManagementConfiguration.Read.All'] }
  t.same([await use(reader), await use(reader, 'PATCH')], [200, 403])
  t.match(decodeJwt(await make({ tenant: 'Contoso', scopes: ['A', 'B'], user: 'adele@contoso.com', application: 'mine', expiresIn: 60 })), { tid: 'contoso', scp: 'A B', upn: 'adele@contoso.com', appid: 'mine' })
  for (const body of [{ tenant: 'no/tenant' }, { expiresIn: 1.5 }, { lifetime: 1 }, { roles: 'one' }]) {
    const refused = await call('POST', '/__admin/tokens', { body })
    t.equal(refused.statusCode, 400, JSON.stringify(errorOf(refused)))
  }
}, { auth: 'jwt' })
