import type { Schemas } from '@/api/client';
import type { Figure } from '@/ui/estimate/figure';

/** The server leaves a missing half out; ours is always there as null. */
export const figureOf = ({ estimate, shortfall }: Schemas['Figure']): Figure => ({ estimate: estimate ?? null, shortfall: shortfall ?? null });
