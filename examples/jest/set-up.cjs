module.exports = async () => {
  const { startEmulator } = await import('graph-office-emulator')
  const emulator = await startEmulator()
  globalThis.emulator = emulator
  process.env.GRAPH_BASE_URL = emulator.baseUrl
  process.env.GRAPH_ACCESS_TOKEN = await emulator.token({ tenant: 'contoso' })
  process.env.GRAPH_ADMIN_URL = emulator.adminUrl
}
