/** Who read: the version of inkread, and the model by name, version and sha256. */
export interface Engine {
  readonly version: string;
  readonly model: string;
  readonly modelVersion: string;
  readonly sha256: string;
}

export interface ExportOptions {
  readonly engine: Engine;
  /** When it was read, in the notation of ISO 8601; left out where no time is to be told. */
  readonly created?: string;
}

export const NAME = "inkread";

/** The model in words. */
export function modelTitle(engine: Engine): string {
  return `model ${engine.model} ${engine.modelVersion}, sha256 ${engine.sha256}`;
}
