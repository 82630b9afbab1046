import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, client } from '@/api/client';
import type { Estimate } from '@/ui/estimate/figure';
import type { Span } from '@/ui/voice/spans';

/** What a detector says of a text; there is no degree. */
export type Detection = { detector: string; trait: string; state: 'present' | 'not_assessed'; spans: { start: number; end: number }[]; version: number; is_experimental: boolean };
/** What was read out of a text, as it stands beside its words. */
export type ReadWords = { read_in?: string | null; detections?: Detection[] };

export type Reading = {
  head: number;
  read_up_to: number;
  behind: number;
  signals_read: number;
  state: 'idle' | 'reading' | 'paused';
  is_allowed: boolean;
  purpose: string;
  set_version: number;
  redetect: { done: number; total: number; per_second: number; seconds_left: number | null } | null;
};
export type DetectorCard = { precision: Estimate | null; recall: Estimate | null; refused: string | null; n: number; positives: number; languages: string[]; measured_at: string | null; data: string | null };
export type Detector = {
  id: string;
  trait: string;
  version: string;
  languages: string[];
  threshold: number;
  is_on: boolean;
  is_experimental: boolean;
  learned: boolean;
  present: number;
  assessed: number;
  card: DetectorCard;
};
export type CurvePoint = { threshold: number; precision: Estimate | null; recall: Estimate | null };
export type DetectorChange = { at: string; by: string; what: string; from: string | null; to: string | null };
export type DetectorDetail = Detector & { curve: CurvePoint[]; history: DetectorChange[] };
export type DetectorList = { reading: Reading; employees_floor: number; detectors: Detector[] };

type Call = (path: string, init: unknown) => Promise<{ data?: unknown; error?: unknown; response: Response }>;
const call = async <T>(method: 'GET' | 'POST' | 'PATCH', path: string, init: object = {}): Promise<T> => (await answer((client[method] as unknown as Call)(`/api/v1${path}`, init))) as T;

/** While something is being read its figures move. */
const whileReading = (reading: Reading | undefined): number | false => (reading?.state === 'reading' ? 3000 : false);

/** What is looked for, how often it is found, and how far the reading has come. */
export const useDetectors = () =>
  useQuery({ queryKey: ['detectors'], queryFn: ({ signal }) => call<DetectorList>('GET', '/detectors', { signal }), refetchInterval: ({ state }) => whileReading(state.data?.reading) || 10_000 });

/** One detector with what other thresholds would give and what was changed of it; asked for when it is opened. */
export const useDetector = (id: string, opened: boolean) => useQuery({ queryKey: ['detectors', id], queryFn: ({ signal }) => call<DetectorDetail>('GET', `/detectors/${id}`, { signal }), enabled: opened });

/** How far the words have been read. */
export const useReading = () =>
  useQuery({ queryKey: ['reading'], queryFn: ({ signal }) => call<Reading>('GET', '/understanding/reading', { signal }), refetchInterval: ({ state }) => whileReading(state.data), retry: false });

/** Switches a detector or moves its threshold. What it says of the words changes everywhere, so everything is asked again. */
export function useChangeDetector(id: string) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: (body: { is_on?: boolean; threshold?: number }) => call<DetectorDetail>('PATCH', `/detectors/${id}`, { body }), onSuccess: () => queries.invalidateQueries() });
}

export type ReadingWish = 'redetect' | 'pause' | 'resume' | { is_allowed: boolean };

/** Lets the reading stand still or go on, reads everything again, allows it or not. */
export function useSteerReading() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: ReadingWish) => (typeof wish === 'string' ? call<Reading>('POST', `/understanding/${wish}`) : call<Reading>('PATCH', '/understanding/reading', { body: wish })),
    onSuccess: () => queries.invalidateQueries(),
  });
}

/** What is present, each with the letter that ties its words to its chip. */
export const lettered = (detections: readonly Detection[] = []): (Detection & { letter: string })[] =>
  detections.filter(({ state }) => state === 'present').map((detection, i) => ({ ...detection, letter: i < 26 ? String.fromCodePoint(65 + i) : String(i - 25) }));

/** The words that say so, and the words searched for: these have no letter. */
export const evidence = (matches: readonly Span[], detections: readonly Detection[] = []): Span[] => [...matches, ...lettered(detections).flatMap(({ spans, letter }) => spans.map(({ start, end }) => ({ start, end, letter })))];

export type WhyNot = 'noLetters' | 'tooShort' | 'speaker' | 'noLanguage' | 'language';

/** Letters of a text as the detectors count them: a Chinese character says as much as two. */
const letters = (text: string): number => [...text].reduce((sum, one) => sum + (/\p{Script=Han}/u.test(one) ? 2 : /\p{L}/u.test(one) ? 1 : 0), 0);

/** Why nothing may be said of a text. */
export function whyNot({ text, kind, read_in }: { text: string | null; kind: string; read_in?: string | null }): WhyNot {
  const n = letters(text ?? '');
  if (n === 0) return 'noLetters';
  if (n < 3) return 'tooShort';
  if (read_in !== null && read_in !== undefined && read_in !== '') return 'language';
  return kind === 'transcript' ? 'speaker' : 'noLanguage';
}
