/** What the suites print first in the extension host; the version follows. */
export const opening = 'In the extension host of VS Code ';
