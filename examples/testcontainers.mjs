// npm install --save-dev testcontainers
import { GenericContainer, Wait } from 'testcontainers'

const container = await new GenericContainer('graph-office-emulator')
  .withExposedPorts(3000)
  .withEnvironment({ DATABASE_URL: 'file::memory:', AUTH: 'jwt' })
  .withWaitStrategy(Wait.forHttp('/readyz', 3000))
  .start()

const url = `http://${container.getHost()}:${container.getMappedPort(3000)}`
const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'any', client_secret: 'any', scope: 'https://graph.microsoft.com/.default' })
const { access_token: token } = await (await fetch(`${url}/contoso/oauth2/v2.0/token`, { method: 'POST', body: form })).json()
const response = await fetch(`${url}/beta/officeConfiguration`, { headers: { authorization: `Bearer ${token}` } })
console.log(response.status)

await container.stop()
