/**
 * Models in files: named tensors and text in the <a
 * href="https://github.com/huggingface/safetensors">safetensors</a> format. Reading a file executes
 * nothing that the file holds.
 */
package org.sciml4j.core.modelfile;
