package dev.henderson.kernel.protocol;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Messages to frames and back: {@code [identities] <IDS|MSG> signature header parent metadata
 * content [buffers]}.
 *
 * <p>What comes in is believed only after its signature (compared in constant time), its shape and
 * its JSON have been checked, and only once: a repeated signature is a replay.
 */
final class Wire {
  private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
  private static final int JSON_PARTS = 4;
  private static final int REMEMBERED = 1 << 14;

  private final Gson gson =
      new GsonBuilder().disableHtmlEscaping().serializeSpecialFloatingPointValues().create();
  private final Mac mac;
  private final SeenSignatures seen = new SeenSignatures(REMEMBERED);

  /**
   * A codec.
   *
   * @param scheme such as {@code hmac-sha256}
   * @param key empty for no signatures
   */
  Wire(String scheme, String key) {
    if (key == null || key.isEmpty()) {
      this.mac = null;
      return;
    }
    String algorithm = scheme.toLowerCase(Locale.ROOT).replace("-", "").replace("hmac", "Hmac");
    try {
      Mac made = mac(algorithm);
      made.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
      this.mac = made;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("This JVM cannot sign messages by " + scheme, e);
    }
  }

  /** Asking every provider in turn takes as long as half the sockets do; the JDK's own has all. */
  private static Mac mac(String algorithm) throws GeneralSecurityException {
    try {
      return Mac.getInstance(algorithm, "SunJCE");
    } catch (NoSuchAlgorithmException | NoSuchProviderException e) {
      return Mac.getInstance(algorithm);
    }
  }

  /** The frames of a message. */
  List<byte[]> encode(JupyterMessage message) {
    List<byte[]> frames = new ArrayList<>(message.identities());
    frames.add(DELIMITER);
    List<byte[]> parts = new ArrayList<>();
    for (JsonObject part :
        List.of(message.header(), message.parent(), message.metadata(), message.content())) {
      parts.add(gson.toJson(part).getBytes(StandardCharsets.UTF_8));
    }
    frames.add(sign(parts));
    frames.addAll(parts);
    frames.addAll(message.buffers());
    return frames;
  }

  /** The message in frames. */
  JupyterMessage decode(List<byte[]> frames) throws BadMessageException {
    int at = 0;
    while (at < frames.size() && !Arrays.equals(frames.get(at), DELIMITER)) {
      at++;
    }
    int json = at + 2;
    if (json + JSON_PARTS > frames.size()) {
      throw new BadMessageException("too few frames: " + frames.size());
    }
    List<byte[]> parts = frames.subList(json, json + JSON_PARTS);
    check(frames.get(at + 1), parts);
    List<JsonObject> objects = new ArrayList<>(JSON_PARTS);
    for (byte[] part : parts) {
      objects.add(parse(part));
    }
    JupyterMessage message =
        new JupyterMessage(
            frames.subList(0, at),
            objects.get(0),
            objects.get(1),
            objects.get(2),
            objects.get(3),
            frames.subList(json + JSON_PARTS, frames.size()));
    if (message.type().isEmpty()) {
      throw new BadMessageException("no msg_type in the header");
    }
    return message;
  }

  private void check(byte[] signature, List<byte[]> parts) throws BadMessageException {
    if (mac == null) {
      return;
    }
    byte[] expected = digest(parts);
    if (!MessageDigest.isEqual(signature, hex(expected))) {
      throw new BadMessageException("wrong signature");
    }
    if (!seen.add(expected)) {
      throw new BadMessageException("replayed message");
    }
  }

  private JsonObject parse(byte[] part) throws BadMessageException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(part)).toString();
      JsonElement element = JsonParser.parseString(text);
      if (element.isJsonObject()) {
        return element.getAsJsonObject();
      }
      throw new BadMessageException("not a JSON object");
    } catch (CharacterCodingException | JsonParseException | StackOverflowError e) {
      throw new BadMessageException("not JSON: " + e.getClass().getSimpleName());
    }
  }

  private byte[] sign(List<byte[]> parts) {
    return mac == null ? new byte[0] : hex(digest(parts));
  }

  private byte[] digest(List<byte[]> parts) {
    synchronized (mac) {
      parts.forEach(mac::update);
      return mac.doFinal();
    }
  }

  private static byte[] hex(byte[] digest) {
    return HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
  }
}
