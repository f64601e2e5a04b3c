/** Public face of the sync core. */
export * from './types.ts';
export { Replica } from './replica.ts';
export type { Lingering, Table, TouchedObject } from './replica.ts';
export { SyncEngine } from './engine.ts';
export type { EnginePorts, LinkState, News } from './engine.ts';
export type { ObjectToStore, ReplicaStorage } from './storage.ts';
export { TabQueue } from './tabs.ts';
export type { ConflictChoice, TabMessage, TabPorts } from './tabs.ts';
