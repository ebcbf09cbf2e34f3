/**
 * The matrix product on the CPU, single and double precision: {@link org.sciml4j.core.gemm.Gemm}.
 *
 * <p>A kernel keeps a tile of C in registers, six rows by four vectors where there are 32 of them,
 * and is written as bytecode for every height and width. What decides its speed in the JVM:
 *
 * <ul>
 *   <li>Addresses that the JIT compiler knows not to be negative need no check per access.
 *   <li>A method must not have more than some 70 vector operations, and masked ones count several
 *       times: else the first-tier compiler runs out of virtual registers, may retry forever, and
 *       vectors stay objects (2 instead of 270 GFLOP/s). {@code -XX:+PrintCompilation} shows it as
 *       "out of virtual registers".
 *   <li>Generated code calls the Vector API directly, because methods in between exhaust the number
 *       of nodes up to which the second-tier compiler inlines.
 * </ul>
 *
 * <p>Measured on a Zen 5 server core, 512-bit vectors, f32, against the OpenBLAS 0.3.21 of Debian
 * 12 (NumPy, PyTorch 1.13), one thread, microseconds of processor time, same run; the core's peak,
 * by a loop of twelve independent fused operations, is 275 GFLOP/s:
 *
 * <table>
 * <caption>C = A B of m by n, sums over k; ^T marks an operand stored transposed</caption>
 * <tr><th>m n k</th><th>here</th><th>of peak</th><th>NumPy</th><th>PyTorch</th></tr>
 * <tr><td>1024 64 128</td><td>66</td><td>92 %</td><td>129</td><td>129</td></tr>
 * <tr><td>1024 128 64, B^T</td><td>70</td><td>87 %</td><td>134</td><td>134</td></tr>
 * <tr><td>128 64 1024, A^T</td><td>74</td><td>83 %</td><td>140</td><td>141</td></tr>
 * <tr><td>1024 32 64</td><td>17</td><td>89 %</td><td>38</td><td>37</td></tr>
 * <tr><td>1024 3 32</td><td>6.0</td><td>12 %</td><td>7.5</td><td>7.4</td></tr>
 * <tr><td>1024 3 20</td><td>5.1</td><td>9 %</td><td>5.1</td><td>4.9</td></tr>
 * <tr><td>32 3 1024, A^T</td><td>1.3</td><td>53 %</td><td>9.9</td><td>10.6</td></tr>
 * <tr><td>32 1024 256, B packed once</td><td>73</td><td>83 %</td><td>160</td><td>159</td></tr>
 * <tr><td>1920 1024 256</td><td>3799</td><td>96 %</td><td>7796</td><td>7748</td></tr>
 * <tr><td>256 1024 1920, A^T</td><td>5914</td><td>62 %</td><td>8044</td><td>7973</td></tr>
 * <tr><td>64 64 576</td><td>18</td><td>93 %</td><td>40</td><td>40</td></tr>
 * <tr><td>64 10 64</td><td>0.9</td><td>34 %</td><td>2.0</td><td>1.7</td></tr>
 * <tr><td>1 1024 1024</td><td>46</td><td>16 %</td><td>38</td><td>171</td></tr>
 * <tr><td>1024 1024 1024</td><td>8493</td><td>92 %</td><td>16750</td><td>16801</td></tr>
 * </table>
 *
 * <p>Tried and left: twelve rows by two vectors (addresses of rows no longer fit into registers, a
 * quarter of the speed), copying operands whose rows are at most 4 KiB apart (10 % slower at 1024),
 * masks and sums with C inside the kernel (see above), blocks of 256 or 512 terms (the same within
 * 3 %).
 */
package org.sciml4j.core.gemm;
