/** What was decided, by purpose: granted or not, and when. */
export type Decisions = Record<string, { granted: boolean; at: string }>;

/** New decisions on top of the old ones. A purpose that is decided the same again keeps its date. */
export function decide(old: Decisions, purposes: Record<string, boolean>, at: string): Decisions {
  const all = { ...old };
  for (const [purpose, granted] of Object.entries(purposes)) {
    if (all[purpose]?.granted !== granted) all[purpose] = { granted, at };
  }
  return all;
}

/** As events carry it: Segment's object, and the dates beside it. Nothing before the first decision, because an empty object means "denied" elsewhere. */
export function consentContext(decisions: Decisions): object | undefined {
  const all = Object.entries(decisions);
  return all.length === 0 ? undefined : {
    categoryPreferences: Object.fromEntries(all.map(([purpose, one]) => [purpose, one.granted])),
    decidedAt: Object.fromEntries(all.map(([purpose, one]) => [purpose, one.at])),
  };
}

/** True when the browser sends Global Privacy Control. It can only take away: nothing here ever reads it as a yes. */
export function hasPrivacyControl(): boolean {
  return (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true;
}
