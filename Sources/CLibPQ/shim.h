#include <libpq-fe.h>
// What wakes a thread that waits for a socket; Glibc's module leaves it out.
#include <sys/eventfd.h>
