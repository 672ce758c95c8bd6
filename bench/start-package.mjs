// The package inside of another program: its import, the first emulator, its first token. Prints milliseconds of the processor and of the clock.
const used = () => {
  const { user, system } = process.cpuUsage()
  return { cpu: (user + system) / 1000, wall: performance.now() }
}
const steps = []
const step = async (name, work) => {
  const before = used()
  const result = await work()
  const after = used()
  steps.push({ name, cpu: after.cpu - before.cpu, wall: after.wall - before.wall })
  return result
}

const { startEmulator } = await step('import of the package', async () => await import('../dist/program/index.js'))
const emulator = await step('first startEmulator()', async () => await startEmulator())
await step('first token()', async () => await emulator.token())
await emulator.stop()
console.log(JSON.stringify(steps))
