// What is used here of the WebAssembly JavaScript interface, which Node has and its type definitions leave to those of
// browsers: https://www.w3.org/TR/wasm-js-api-2/

declare namespace WebAssembly {
  class Memory {
    constructor(descriptor: { initial: number; maximum?: number })
    readonly buffer: ArrayBuffer
  }
  class Module {
    constructor(bytes: Uint8Array)
  }
  class Instance {
    constructor(module: Module, imports: Record<string, Record<string, Memory>>)
    readonly exports: Record<string, unknown>
  }
}
