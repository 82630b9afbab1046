/** A topic at its place in the tree. */
export type Placed<T> = { topic: T; depth: number; parts: number };

/** The topics of a level in the order of their names, each followed by its parts. One whose whole is not there stands on the first level. */
export function treeOf<T extends { id: number | string; parent: number | string | null }>(topics: readonly T[], nameOf: (topic: T) => string): Placed<T>[] {
  const ids = new Set(topics.map(({ id }) => id));
  const within = new Map<number | string | null, T[]>();
  for (const topic of topics) {
    const whole = topic.parent !== null && ids.has(topic.parent) ? topic.parent : null;
    within.set(whole, [...(within.get(whole) ?? []), topic]);
  }
  const placed: Placed<T>[] = [];
  const put = (whole: number | string | null, depth: number) => {
    for (const topic of (within.get(whole) ?? []).toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)))) {
      placed.push({ topic, depth, parts: within.get(topic.id)?.length ?? 0 });
      put(topic.id, depth + 1);
    }
  };
  put(null, 0);
  return placed;
}

/** A topic and everything below it: it can be a part of none of these. */
export function below<T extends { id: number; parent: number | null }>(topics: readonly T[], id: number): Set<number> {
  const found = new Set([id]);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const topic of topics) if (topic.parent !== null && found.has(topic.parent)) found.add(topic.id);
  }
  return found;
}
