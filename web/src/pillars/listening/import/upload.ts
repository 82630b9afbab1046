import { ProblemError, readProblem, unreachable } from '@/api/problem';
import type { Schemas } from '@/api/client';

export type Upload = Schemas['UploadView'];

/** Sends a file as it is, saying how much has gone; fetch cannot say that. Aborting leaves nothing on the server. */
export function upload(file: File, onProgress: (sent: number) => void, signal: AbortSignal): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1/uploads?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded));
    request.addEventListener('error', () => reject(new ProblemError(unreachable)));
    request.addEventListener('abort', () => reject(new DOMException('Upload stopped.', 'AbortError')));
    request.addEventListener('load', () => {
      const body = readJson(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(body as Upload);
      else reject(new ProblemError(readProblem(body, new Response(null, { status: Math.max(200, request.status), statusText: request.statusText }))));
    });
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
