import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '@/api/problem';

const known = [
  'not_found', 'no_question', 'no_source', 'no_record', 'no_customer', 'no_import', 'no_mapping', 'no_key', 'no_method', 'upload_gone', 'bad_request', 'failed',
  'other_site', 'not_signed_in', 'bad_input', 'bad_day', 'bad_period', 'bad_number', 'bad_range', 'bad_customer', 'bad_page', 'unknown_question', 'other_source',
  'no_outcome', 'too_many_drivers', 'mapping_invalid', 'no_mapping_yet', 'no_files', 'file_gone', 'too_many_imports', 'already_done', 'source_name_missing',
  'source_name_taken', 'key_name_missing', 'no_purpose', 'no_signature', 'evidence_missing', 'no_element', 'password_too_short',
  'bad_patch', 'too_many_ids', 'too_many_selected', 'nothing_chosen', 'unknown_reason', 'not_held', 'no_replay', 'patch_or_mapping', 'rows_and_events', 'not_undone', 'too_late', 'unknown_key', 'write_key',
  'webhook_name_missing', 'webhook_kinds', 'webhook_url', 'webhook_address', 'no_webhook', 'no_delivery',
  'invitation_id', 'invitation_survey', 'invitation_days', 'invitation_mails', 'invitation_taken',
  'no_detector', 'bad_threshold', 'plug_in_url', 'plug_in_address', 'plug_in_model', 'plug_in_key_variable', 'plug_in_timeout', 'plug_in_in_flight', 'plug_in_price', 'plug_in_currency', 'plug_in_purpose', 'plug_in_incomplete', 'no_topic', 'bad_topic', 'topic_name_taken', 'topic_has_parts', 'too_many_topics', 'no_suggestion', 'bad_sides',
  'no_value', 'several_profiles', 'no_erasure', 'why_missing', 'why_names_person',
  'no_profile', 'already_apart', 'already_together', 'already_undone', 'not_a_persons', 'no_fact', 'no_statement', 'no_model', 'model_stale', 'refit_running', 'resolving', 'said_apart', 'said_together', 'same_record', 'no_relation', 'same_customer', 'unknown_relation', 'relation_why_missing', 'no_check', 'no_label_text', 'enough_labels', 'no_label', 'learning_runs', 'learnt_from_scores', 'not_enough_labels', 'not_enough_new_labels', 'no_review', 'unknown_verdict', 'bad_policy',
] as const;

type ProblemWords = {
  title: ReactNode;
  why: ReactNode;
  /** What the words do not cover yet: single members with the server's own sentence. */
  rest: readonly { pointer: string; detail: string }[];
};

/** A problem in the reader's language, by its code; a code that is new to us keeps the server's own words, marked as English. */
export function useProblemWords(problem: Problem): ProblemWords {
  const { t } = useTranslation('problems');
  const errors = problem.errors ?? [];
  const code = known.find((one) => one === problem.code);
  if (code === undefined) {
    return { title: <bdi lang="en">{problem.title}</bdi>, why: problem.detail === undefined ? null : <bdi lang="en">{problem.detail}</bdi>, rest: errors.filter(({ detail }) => detail !== problem.detail) };
  }
  const field = errors[0]?.pointer ?? '';
  // "Not right" without the name of the member would say nothing.
  const why = code === 'bad_input' && field === '' ? <bdi lang="en">{problem.detail}</bdi> : t(code === 'no_purpose' && problem.element !== undefined ? 'code.no_purpose.whyOf' : `code.${code}.why`, { field, element: `\u2068${problem.element ?? ''}\u2069` });
  return { title: t(`code.${code}.title`), why, rest: code === 'mapping_invalid' ? errors : code === 'bad_input' ? errors.filter(({ pointer }) => pointer !== '') : [] };
}
