import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, client } from '@/api/client';
import { read, type Served } from '@/api/read';
import type { Span } from '@/ui/voice/spans';

/** What a detector says of a text; there is no degree. */
export type Detection = Served['Detection'];
/** What was read out of a text, as it stands beside its words. */
export type ReadWords = Pick<Served['Verbatim'], 'read_in' | 'detections'> & { topics?: readonly TopicMention[] };
export type TopicMention = Served['TopicMention'];
export type Reading = Served['WordsReading'];
/** The document marks what the server works out as if it could be null; it never is. */
type Sure<T> = { [Name in keyof T]: NonNullable<T[Name]> };
export type Detector = Sure<Served['DetectorView']>;
export type DetectorDetail = Sure<Served['DetectorDetail']>;
export type DetectorList = Omit<Served['DetectorList'], 'detectors'> & { detectors: Detector[] };
export type CurvePoint = Served['CurvePoint'];

/** While something is being read its figures move. */
const whileReading = (reading: Reading | undefined): number | false => (reading?.state === 'reading' ? 3000 : false);

/** What is looked for, how often it is found, and how far the reading has come. */
export const useDetectors = () =>
  useQuery({ queryKey: ['detectors'], queryFn: ({ signal }) => read('/api/v1/detectors', { signal }) as Promise<DetectorList>, refetchInterval: ({ state }) => whileReading(state.data?.reading) || 10_000 });

/** One detector with what other thresholds would give and what was changed of it; asked for when it is opened. */
export const useDetector = (id: string, opened: boolean) => useQuery({ queryKey: ['detectors', id], queryFn: ({ signal }) => read('/api/v1/detectors/{id}', { params: { id }, signal }) as Promise<DetectorDetail>, enabled: opened });

/** How far the words have been read. */
export const useReading = () =>
  useQuery({ queryKey: ['reading'], queryFn: ({ signal }) => read('/api/v1/understanding/reading', { signal }), refetchInterval: ({ state }) => whileReading(state.data), retry: false });

/** Switches a detector or moves its threshold. What it says of the words changes everywhere, so everything is asked again. */
export function useChangeDetector(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ is_on, threshold }: { is_on?: boolean; threshold?: number }) =>
      answer(client.PATCH('/api/v1/detectors/{id}', { params: { path: { id } }, body: { is_on: is_on ?? null, threshold: threshold ?? null } })),
    onSuccess: () => queries.invalidateQueries(),
  });
}

export type ReadingWish = 'redetect' | 'pause' | 'resume' | { is_allowed: boolean };

/** Lets the reading stand still or go on, reads everything again, allows it or not. */
export function useSteerReading() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: ReadingWish) => (typeof wish === 'string' ? answer(client.POST(`/api/v1/understanding/${wish}`)) : answer(client.PATCH('/api/v1/understanding/reading', { body: wish }))),
    onSuccess: () => queries.invalidateQueries(),
  });
}

/** What is present, each with the letter that ties its words to its chip. */
export const lettered = (detections: readonly Detection[]): (Detection & { letter: string })[] =>
  detections.filter(({ state }) => state === 'present').map((detection, i) => ({ ...detection, letter: letterOf(i) }));

/** What it is about, each with its letter; these go on where those of what is present end. */
export const letteredTopics = (topics: readonly TopicMention[], detections: readonly Detection[]): (TopicMention & { letter: string })[] =>
  topics.map((topic, i) => ({ ...topic, letter: letterOf(lettered(detections).length + i) }));

const letterOf = (i: number): string => (i < 26 ? String.fromCodePoint(65 + i) : String(i - 25));

/** The words that say so, and the words searched for: these have no letter. */
export const evidence = (matches: readonly Span[], detections: readonly Detection[], topics: readonly TopicMention[] = []): Span[] => [
  ...matches,
  ...[...lettered(detections), ...letteredTopics(topics, detections)].flatMap(({ spans, letter }) => spans.map(({ start, end }) => ({ start, end, letter }))),
];

export type WhyNot = 'noLetters' | 'tooShort' | 'speaker' | 'noLanguage' | 'language';

/** Letters of a text as the detectors count them: a Chinese character says as much as two. */
const letters = (text: string): number => [...text].reduce((sum, one) => sum + (/\p{Script=Han}/u.test(one) ? 2 : /\p{L}/u.test(one) ? 1 : 0), 0);

/** Why nothing may be said of a text. */
export function whyNot({ text, kind, read_in }: { text: string | null; kind: string; read_in: string | null }): WhyNot {
  const n = letters(text ?? '');
  if (n === 0) return 'noLetters';
  if (n < 3) return 'tooShort';
  if (read_in !== null) return 'language';
  return kind === 'transcript' ? 'speaker' : 'noLanguage';
}
