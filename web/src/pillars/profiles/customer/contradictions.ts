import { partsOf } from '@/app/view/Identifier';
import type { Customer, Policy } from '../shapes';

/** A fact that one person has once, and that the two sides tell differently. */
export type Contradiction = { what: 'birth' | 'exclusive' | 'limit'; name: string; left: string; right: string };

const birth = /birth|dob|born|تولد|ولاد|ميلاد|生日|出生/i;
const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** What speaks against two customers being one, whatever the evidence adds up to: other birth dates, and identifiers of which a person has one. */
export function contradictions(left: Customer, right: Customer, policies: readonly Policy[]): Contradiction[] {
  const found: Contradiction[] = [];
  const born = (of: Customer) => of.values.filter(({ by, name }) => by === 'attribute' && birth.test(name)).map(({ name, value }) => ({ name, value }));
  const [a, b] = [born(left), born(right)];
  const [first, other] = [a[0], b[0]];
  if (first !== undefined && other !== undefined && !a.some((one) => b.some((two) => fold(one.value) === fold(two.value)))) {
    found.push({ what: 'birth', name: first.name, left: first.value, right: other.value });
  }
  for (const { namespace, exclusive = false, limit = null } of policies) {
    const of = (customer: Customer) => customer.identifiers.map(({ identifier }) => partsOf(identifier)).filter(({ kind }) => kind === namespace).map(({ value }) => value);
    const [mine, theirs] = [of(left), of(right)];
    if (mine.length === 0 || theirs.length === 0) continue;
    const all = new Set([...mine, ...theirs].map(fold)).size;
    const told = { name: namespace, left: mine.join(' · '), right: theirs.join(' · ') };
    if (exclusive && !mine.some((one) => theirs.some((two) => fold(one) === fold(two)))) found.push({ what: 'exclusive', ...told });
    else if (limit !== null && all > limit) found.push({ what: 'limit', ...told });
  }
  return found;
}
