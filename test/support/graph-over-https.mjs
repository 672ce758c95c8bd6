// What a user's program does, with the official packages unmodified: a token from @azure/identity, then Graph over https. Run by graph-over-https.test.ts
// with the emulator's address in its environment; writes what it saw to stdout as JSON.
import { ClientSecretCredential, UsernamePasswordCredential } from '@azure/identity'
import { ConfidentialClientApplication, PublicClientApplication } from '@azure/msal-node'
import { BatchRequestContent, BatchResponseContent, Client, PageIterator } from '@microsoft/microsoft-graph-client'
import { TokenCredentialAuthenticationProvider } from '@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials/index.js'

const { GRAPH_OFFICE_EMULATOR_URL: url, STEP: step } = process.env
const scopes = ['https://graph.microsoft.com/.default']
const rows = '/officeConfiguration/tenantCheckinStatuses'
const configurations = '/officeConfiguration/clientConfigurations'

function clientOf (credential) {
  return Client.initWithMiddleware({
    baseUrl: `${url}/`,
    defaultVersion: 'beta',
    customHosts: new Set([new URL(url).hostname]),
    authProvider: new TokenCredentialAuthenticationProvider(credential, { scopes })
  })
}

const authority = { authorityHost: url, disableInstanceDiscovery: true }
const secretClient = tenant => clientOf(new ClientSecretCredential(tenant, 'app-1', 'secret', authority))

/** Each step is a user's program of its own; add one here and run it by its name. */
const steps = {
  async graph () {
    const client = secretClient('contoso')
    const devices = Array.from({ length: 250 }, (_, index) => ({ deviceName: `device ${String(index).padStart(3, '0')}`, wasSuccessful: index % 2 === 0 }))
    const patched = await client.api('/officeConfiguration').patch({ tenantCheckinStatuses: devices, tenantUserCheckinSummary: { succeededUserCount: 2, failedUserCount: 15 } })
    const first = await client.api(rows).filter('wasSuccessful eq true').orderby('deviceName desc').count(true).get()
    const seen = []
    await new PageIterator(client, first, ({ deviceName }) => seen.push(deviceName) > 0).iterate()
    const read = await client.api('/officeConfiguration').select('tenantUserCheckinSummary').get()
    const refused = await client.api('/officeConfiguration').patch({ tenantUserCheckinSummary: { failedUserCount: 'many' } }).catch(error => error)
    return {
      patched: patched.tenantCheckinStatuses.length,
      summary: read.tenantUserCheckinSummary,
      count: first['@odata.count'],
      nextLink: first['@odata.nextLink'],
      seen,
      refused: { status: refused.statusCode, code: refused.code },
      other: (await secretClient('fabrikam').api(rows).get()).value.length
    }
  },

  async batch () {
    const client = secretClient('contoso')
    const step = (id, method, path, { body, dependsOn = [] } = {}) =>
      ({ id, dependsOn, request: new Request(`${url}/beta${path}`, { method, ...body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } } }) })
    const content = await new BatchRequestContent([
      step('create', 'POST', configurations, { body: { '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration', displayName: 'Pilot', priority: 3 } }),
      step('list', 'GET', `${configurations}?$filter=displayName eq 'Pilot'&$select=displayName,priority`, { dependsOn: ['create'] }),
      step('missing', 'GET', `${configurations}/nothing`, { dependsOn: ['list'] }),
      step('after', 'GET', configurations, { dependsOn: ['missing'] })
    ]).getContent()
    const answers = new BatchResponseContent(await client.api('/$batch').post(content))
    const json = async id => await answers.getResponseById(id).json()
    const created = await json('create')
    return {
      statuses: Object.fromEntries([...answers.getResponses()].map(([id, { status }]) => [id, status])),
      created: created.displayName,
      listed: (await json('list')).value.map(({ displayName, priority }) => [displayName, priority]),
      read: (await client.api(`${configurations}/${created.id}`).get()).displayName,
      error: (await json('after')).error.code
    }
  },

  async retry () {
    const client = secretClient('contoso')
    const began = performance.now()
    const { failedUserCount } = await client.api('/officeConfiguration').patch({ tenantUserCheckinSummary: { failedUserCount: 7 } }).then(({ tenantUserCheckinSummary }) => tenantUserCheckinSummary)
    return { failedUserCount, waited: performance.now() - began }
  },

  async retriesEnd () {
    const error = await secretClient('contoso').api('/officeConfiguration').get().catch(reason => reason)
    return { status: error.statusCode, code: error.code }
  },

  async user () {
    const client = clientOf(new UsernamePasswordCredential('contoso', 'app-1', 'adele@contoso.com', 'pass', authority))
    return await client.api('/officeConfiguration/tenantUserCheckinSummary').get()
  },

  async msal () {
    const auth = { clientId: 'app-1', authority: `${url}/contoso`, knownAuthorities: [new URL(url).host] }
    const application = await new ConfidentialClientApplication({ auth: { ...auth, clientSecret: 'secret' } }).acquireTokenByClientCredential({ scopes })
    const publicClient = new PublicClientApplication({ auth })
    const user = await publicClient.acquireTokenByUsernamePassword({ scopes: ['https://graph.microsoft.com/DeviceManagementConfiguration.Read.All'], username: 'adele@contoso.com', password: 'pass' })
    const cached = await publicClient.acquireTokenSilent({ account: user.account, scopes: user.scopes })
    const refreshed = await publicClient.acquireTokenSilent({ account: user.account, scopes: user.scopes, forceRefresh: true })
    const read = async ({ accessToken }) => (await fetch(`${url}/beta/officeConfiguration`, { headers: { authorization: `Bearer ${accessToken}` } })).status
    return {
      tenant: user.tenantId,
      username: user.account.username,
      scopes: user.scopes,
      cached: cached.fromCache,
      refreshed: refreshed.fromCache,
      statuses: [await read(application), await read(user), await read(refreshed)]
    }
  },

  async wrongSecret () {
    const error = await secretClient('contoso').api('/officeConfiguration').get().catch(reason => reason)
    return { message: error.message }
  }
}

console.log(JSON.stringify(await steps[step]()))
