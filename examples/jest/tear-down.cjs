module.exports = async () => { await globalThis.emulator.stop() }
