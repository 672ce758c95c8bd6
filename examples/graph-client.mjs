// graph-office-emulator exec --tls --auth jwt -- node graph-client.mjs
import { ClientSecretCredential } from '@azure/identity'
import { Client } from '@microsoft/microsoft-graph-client'
import { TokenCredentialAuthenticationProvider } from '@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials/index.js'

const url = process.env.GRAPH_OFFICE_EMULATOR_URL
const credential = new ClientSecretCredential('contoso', 'any-client', 'any-secret', { authorityHost: url, disableInstanceDiscovery: true })
const client = Client.initWithMiddleware({
  baseUrl: `${url}/`,
  defaultVersion: 'beta',
  customHosts: new Set([new URL(url).hostname]),
  authProvider: new TokenCredentialAuthenticationProvider(credential, { scopes: ['https://graph.microsoft.com/.default'] })
})

await client.api('/officeConfiguration').patch({ tenantUserCheckinSummary: { succeededUserCount: 2, failedUserCount: 15 } })
const { failedUserCount } = await client.api('/officeConfiguration/tenantUserCheckinSummary').get()
console.log(`${failedUserCount} users failed to check in`)
