// graph-office-emulator exec --auth jwt -- node identity-endpoint.mjs
const { GRAPH_OFFICE_EMULATOR_URL: url, GRAPH_BASE_URL: baseUrl } = process.env
const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'any', client_secret: 'any', scope: 'https://graph.microsoft.com/.default' })
const { access_token: token } = await (await fetch(`${url}/contoso/oauth2/v2.0/token`, { method: 'POST', body: form })).json()
const good = await fetch(`${baseUrl}/officeConfiguration`, { headers: { authorization: `Bearer ${token}` } })
const bad = await fetch(`${baseUrl}/officeConfiguration`, { headers: { authorization: `Bearer ${token}x` } })
console.log(good.status, bad.status, (await bad.json()).error.message)
