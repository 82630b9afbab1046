import type { Driver, Priorities } from '@/pillars/priorities/usePriorities';

/** A tier larger than this is no answer to "which one". */
const mostNamed = 3;

const named = (priorities: Priorities, ids: readonly number[]): Driver[] => ids.flatMap((id) => priorities.drivers.filter(({ question }) => question.id === id));

/** Why: what goes with the score most, as far as the data can tell drivers apart. */
export function whyOf(priorities: Priorities): { say: 'refused' | 'one' | 'several' | 'tied'; drivers: Driver[] } {
  const first = named(priorities, priorities.tiers[0] ?? []);
  if (priorities.verdict === 'refused' || first.length === 0) return { say: 'refused', drivers: [] };
  if (priorities.verdict === 'tied' || first.length > mostNamed) return { say: 'tied', drivers: first };
  return { say: first.length === 1 ? 'one' : 'several', drivers: first };
}

/** What to do: the first clear tier of what raising it would be worth. */
export function actOf(priorities: Priorities): { say: 'refused' | 'nothing' | 'one' | 'several' | 'many'; drivers: Driver[] } {
  if (priorities.verdict === 'refused') return { say: 'refused', drivers: [] };
  const tier = priorities.priority_tiers.find(({ clear }) => clear);
  const first = named(priorities, tier?.ids ?? []);
  if (first.length === 0) return { say: 'nothing', drivers: [] };
  return { say: first.length === 1 ? 'one' : first.length <= mostNamed ? 'several' : 'many', drivers: first };
}
