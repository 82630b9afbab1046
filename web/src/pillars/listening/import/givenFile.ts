/** A file dropped on one page for the next: a File cannot stand in an address. Taken once. */
let given: File | null = null;

export const giveFile = (file: File): void => {
  given = file;
};

export function takeFile(): File | null {
  const file = given;
  given = null;
  return file;
}
