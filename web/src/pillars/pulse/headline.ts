import { type Estimate, type Figure, type Good, type Verdict, verdictOf } from '@/ui/estimate/figure';
import { goodOf } from '@/app/view/useMeasures';
import type { PulseView, ScoreView, StripGroup } from './usePulse';

/** What the page says first. Each part is a key of the reader's words and the values in it; together they are true if read aloud. */
export type Sentence =
  | { say: 'better' | 'worse' | 'none' }
  | { say: 'betterHere' | 'worseHere' | 'noneHere' }
  | { say: 'otherBetter' | 'otherWorse'; score: ScoreView }
  | { say: 'level'; now: Estimate }
  | { say: 'notEnough'; have: number; need: number }
  | { say: 'nothing' }
  | { say: 'notEnoughBefore' }
  | { say: 'groupBetter' | 'groupWorse'; group: StripGroup; others: number }
  | { say: 'noGroup'; looked: number };

const missing = ({ shortfall }: Figure): Sentence => {
  const { have, need } = shortfall ?? {};
  return have != null && need != null ? { say: 'notEnough', have, need } : { say: 'nothing' };
};

/** Other results of the source whose change is clear and points elsewhere than that of the main score. */
const otherwise = (pulse: Pick<PulseView, 'scores'>, verdict: Verdict): Sentence[] =>
  clearOthers(pulse).flatMap(({ score, change }): Sentence[] => {
    const other = verdictOf(change, goodOf(score.question));
    return other === verdict ? [] : [{ say: other === 'better' ? 'otherBetter' : 'otherWorse', score }];
  });

/** Half-width of a 95% interval in standard errors when 1 to 6 results are looked at together (Bonferroni). */
const together = [1.96, 2.241, 2.394, 2.498, 2.576, 2.638];

/** Results beside the main score whose change is clear even though several were looked at. */
export function clearOthers({ scores }: Pick<PulseView, 'scores'>): { score: ScoreView; change: Estimate }[] {
  const outcomes = scores.slice(1).filter(({ question }) => question.role === 'outcome');
  const wider = (together[Math.min(outcomes.length, together.length - 1)] ?? 1.96) / 1.96;
  return outcomes.flatMap((score) => {
    const change = score.change?.estimate;
    if (change == null) return [];
    const low = change.value - (change.value - change.low) * wider;
    const high = change.value + (change.high - change.value) * wider;
    return low > 0 || high < 0 ? [{ score, change }] : [];
  });
}

/** Of the whole: what changed, or where it stands when nothing can be compared. */
function overall(pulse: Pick<PulseView, 'scores'>, good: Good): Sentence[] {
  const main = pulse.scores[0];
  const now = main?.now.estimate;
  if (main === undefined) return [{ say: 'nothing' }];
  if (now == null) return [missing(main.now)];
  if (main.change === null) return [{ say: 'level', now }];
  const change = main.change.estimate;
  if (change === null) return [{ say: 'level', now }, { say: 'notEnoughBefore' }];
  const verdict = verdictOf(change, good);
  const others = otherwise(pulse, verdict);
  // "Overall" may stand only where no other result of the source says something else.
  return others.length === 0 ? [{ say: verdict }] : [{ say: `${verdict}Here` }, ...others];
}

/** Of the groups: the one whose change is clearest, or that none stands out. */
function ofGroups({ strip, headline }: Pick<PulseView, 'strip' | 'headline'>, good: Good): Sentence[] {
  if (strip === null || strip.looked_at === 0) return [];
  const change = headline.group?.change.estimate;
  if (headline.group === null || change == null) return strip.looked_at > 1 ? [{ say: 'noGroup', looked: strip.looked_at }] : [];
  return [{ say: verdictOf(change, good) === 'better' ? 'groupBetter' : 'groupWorse', group: headline.group, others: strip.fell + strip.rose - 1 }];
}

export const headlineOf = (pulse: Pick<PulseView, 'scores' | 'strip' | 'headline'>, good: Good): Sentence[] => [...overall(pulse, good), ...ofGroups(pulse, good)];
