/**
 * Reading what users hand in. Every file is untrusted: {@link org.lampyris.input.YamlReader} parses it under tight
 * limits and keeps the place of each value, and {@link org.lampyris.input.InvalidInputException} is the one error that
 * bad input ends in. Start with {@code YamlReader.read}.
 */
@NullMarked
package org.lampyris.input;

import org.jspecify.annotations.NullMarked;
