/** What was done, as the source names it: the title of an event or an operation. What is written or said is no act, and null. */
export const actOf = ({ kind, activity }: { kind: string; activity: string | null }): string | null => (kind === 'event' || kind === 'operation' ? activity : null);
