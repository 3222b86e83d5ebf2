/** The first line of the suites in the extension host; the version follows. */
export const firstLine = 'In the extension host of VS Code ';
