package dev.henderson.kernel.protocol;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dflib.jjava.jupyter.kernel.comm.Comm;
import org.dflib.jjava.jupyter.kernel.comm.CommFactory;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.comm.CommTarget;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.comm.CommCloseCommand;
import org.dflib.jjava.jupyter.messages.comm.CommMsgCommand;
import org.dflib.jjava.jupyter.messages.comm.CommOpenCommand;

/**
 * The base's comms over our own iopub queue. Targets and comms are the base's, so that an extension
 * written against it finds what it expects; only how messages travel is ours.
 */
public final class Comms extends CommManager {
  private final Gson gson = new Gson();
  private HendersonConnection connection;
  private volatile JupyterMessage parent;

  /** Where messages go; without a connection (the run command) they go nowhere. */
  public void connect(HendersonConnection newConnection) {
    this.connection = newConnection;
  }

  /** A message of a front end. */
  public void receive(JupyterMessage message) {
    parent = message;
    String id = message.text("comm_id", "");
    JsonObject data = message.object("data");
    switch (message.type()) {
      case "comm_open" -> opened(message, id, data);
      case "comm_msg" -> {
        CommMsgCommand command = new CommMsgCommand(id, data);
        if (getCommByID(id) != null) {
          handleCommMsgCommand(
              new NoReplies(), typed(message, MessageType.COMM_MSG_COMMAND, command));
        }
      }
      case "comm_close" -> {
        CommCloseCommand command = new CommCloseCommand(id, data);
        handleCommCloseCommand(
            new NoReplies(), typed(message, MessageType.COMM_CLOSE_COMMAND, command));
      }
      default -> throw new IllegalArgumentException(message.type());
    }
  }

  private void opened(JupyterMessage message, String id, JsonObject data) {
    String name = message.text("target_name", "");
    CommTarget target = getTarget(name);
    if (target == null) {
      close(id);
      return;
    }
    CommOpenCommand command = new CommOpenCommand(id, name, data);
    Comm comm =
        target.createComm(this, id, name, typed(message, MessageType.COMM_OPEN_COMMAND, command));
    registerComm(comm);
  }

  private <T> Message<T> typed(JupyterMessage message, MessageType<T> type, T content) {
    Header<T> header = new Header<>(message.header().get("session").getAsString(), type);
    @SuppressWarnings("unchecked")
    Map<String, Object> metadata = gson.fromJson(message.metadata(), Map.class);
    return new Message<>(message.identities(), header, null, metadata, content, message.buffers());
  }

  /** The open comms of a target, or of all when it is empty. */
  public JsonObject open(String targetName) {
    JsonObject out = new JsonObject();
    for (Comm comm : this) {
      if (targetName.isEmpty() || targetName.equals(comm.getTargetName())) {
        JsonObject info = new JsonObject();
        info.addProperty("target_name", comm.getTargetName());
        out.add(comm.getID(), info);
      }
    }
    return out;
  }

  @Override
  public <T extends Comm> T openComm(String targetName, CommFactory<T> factory) {
    String id = UUID.randomUUID().toString();
    CommOpenCommand command = new CommOpenCommand(id, targetName, new JsonObject());
    Message<CommOpenCommand> message =
        new Message<>((MessageContext) null, MessageType.COMM_OPEN_COMMAND, command);
    T comm = factory.produce(this, id, targetName, message);
    JsonObject content = new JsonObject();
    content.addProperty("comm_id", id);
    content.addProperty("target_name", targetName);
    content.add("data", command.getData());
    send("comm_open", content, Map.of(), List.of());
    registerComm(comm);
    return comm;
  }

  @Override
  public void messageComm(
      String id, JsonObject data, Map<String, Object> metadata, List<byte[]> blobs) {
    JsonObject content = new JsonObject();
    content.addProperty("comm_id", id);
    content.add("data", data);
    send("comm_msg", content, metadata, blobs);
  }

  @Override
  public void messageComm(String id, JsonObject data) {
    messageComm(id, data, Map.of(), List.of());
  }

  @Override
  public void closeComm(Comm comm) {
    close(comm.getID());
    unregisterComm(comm.getID());
  }

  private void close(String id) {
    JsonObject content = new JsonObject();
    content.addProperty("comm_id", id);
    content.add("data", new JsonObject());
    send("comm_close", content, Map.of(), List.of());
  }

  private void send(
      String type, JsonObject content, Map<String, Object> metadata, List<byte[]> blobs) {
    if (connection == null) {
      return;
    }
    JsonObject meta =
        metadata == null ? new JsonObject() : gson.toJsonTree(metadata).getAsJsonObject();
    JupyterMessage message = JupyterMessage.of(type, connection.session(), parent, content);
    connection.iopub().publish(message.with(meta, blobs == null ? List.of() : blobs));
  }
}
