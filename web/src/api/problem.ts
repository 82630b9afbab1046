/** What went wrong, as the server says it (RFC 9457), or as we say it when the server cannot. */
export type Problem = {
  title: string;
  status: number;
  detail?: string;
  code?: string;
  /** Under which the server's log has the cause. */
  request_id?: string;
  /** The data element that it is about. */
  element?: string;
  errors?: readonly { pointer: string; detail: string }[];
};

export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

const isProblem = (value: unknown): value is Problem => typeof value === 'object' && value !== null && 'title' in value;

/** A status of 0 means that no answer came at all. */
export const unreachable: Problem = { title: 'unreachable', status: 0, code: 'unreachable' };

export const problemOf = (error: unknown): Problem =>
  error instanceof ProblemError ? error.problem : { title: error instanceof Error ? error.message : String(error), status: -1, code: 'client' };

/** The problem in an answer that was refused. */
export const readProblem = (body: unknown, response: Response): Problem =>
  isProblem(body) ? { ...body, status: body.status ?? response.status } : { title: response.statusText || String(response.status), status: response.status };
