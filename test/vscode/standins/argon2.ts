// Stands in for argon2, which would have to be compiled. code-server loads it at its start, but uses it only for
// passwords, and here it runs without one.
export {};
