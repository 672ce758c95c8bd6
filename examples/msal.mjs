// graph-office-emulator exec --tls --auth jwt -- node msal.mjs
import { ConfidentialClientApplication, PublicClientApplication } from '@azure/msal-node'

const url = process.env.GRAPH_OFFICE_EMULATOR_URL
const auth = { clientId: 'any-client', authority: `${url}/contoso`, knownAuthorities: [new URL(url).host] }

const app = new ConfidentialClientApplication({ auth: { ...auth, clientSecret: 'any-secret' } })
const application = await app.acquireTokenByClientCredential({ scopes: ['https://graph.microsoft.com/.default'] })

const pca = new PublicClientApplication({ auth })
const user = await pca.acquireTokenByUsernamePassword({ scopes: ['DeviceManagementConfiguration.Read.All'], username: 'adele@contoso.com', password: 'any' })

for (const { accessToken } of [application, user]) {
  const response = await fetch(`${process.env.GRAPH_BASE_URL}/officeConfiguration`, { headers: { authorization: `Bearer ${accessToken}` } })
  console.log(response.status)
}
