import type { Engine } from "../exports/engine";

/** Who read, from the model's card; null where the card cannot be had. */
export async function engineOf(card: string, version: string): Promise<Engine | null> {
  if (!card) return null;
  try {
    const answer = await fetch(card);
    const values: unknown = await answer.json();
    if (!answer.ok || typeof values !== "object" || values === null) return null;
    const told = values as Record<string, unknown>;
    return {
      version,
      model: String(told["name"]),
      modelVersion: String(told["version"]),
      sha256: String(told["sha256"]),
    };
  } catch {
    return null;
  }
}
