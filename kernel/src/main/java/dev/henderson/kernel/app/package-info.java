/** Entry points: the kernel, the notebook runner, the installer. */
package dev.henderson.kernel.app;
