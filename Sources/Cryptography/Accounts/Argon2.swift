import AuthDomain
import CArgon2

/// Argon2id, version 1.3, by libargon2. Blocks for as long as `cost` takes.
enum Argon2 {
    /// The tag of a password.
    ///
    /// Works in the calling thread alone, also with several lanes. libargon2 wipes and frees its
    /// memory and wipes the copy of the password that it is given.
    ///
    /// `secret` is RFC 9106's secret value `K` and `context` its associated data `X`; both are empty for
    /// stored passwords. `length` is in bytes. A failure is ``HashingError/failed(code:)`` with the
    /// library's code, e.g. -22: no memory.
    static func tag(
        of password: SecretBytes, salt: [UInt8], cost: Argon2Cost,
        length: Int = Argon2Cost.tagLength, secret: [UInt8] = [], context: [UInt8] = []
    ) throws(HashingError) -> [UInt8] {
        var password = password.bytes
        var (salt, secret, associated) = (salt, secret, context)
        var tag = [UInt8](repeating: 0, count: length)
        let code = tag.withUnsafeMutableBufferPointer { tag in
            password.withUnsafeMutableBufferPointer { password in
                salt.withUnsafeMutableBufferPointer { salt in
                    secret.withUnsafeMutableBufferPointer { secret in
                        associated.withUnsafeMutableBufferPointer { associated in
                            var input = argon2_context()
                            (input.out, input.outlen) = parts(tag)
                            (input.pwd, input.pwdlen) = parts(password)
                            (input.salt, input.saltlen) = parts(salt)
                            (input.secret, input.secretlen) = parts(secret)
                            (input.ad, input.adlen) = parts(associated)
                            input.t_cost = UInt32(cost.passes)
                            input.m_cost = UInt32(cost.memory)
                            input.lanes = UInt32(cost.lanes)
                            input.threads = 1
                            input.version = ARGON2_VERSION_13.rawValue
                            input.flags = clearsPassword
                            return argon2id_ctx(&input)
                        }
                    }
                }
            }
        }
        for index in password.indices { password[index] = 0 }
        guard code == ARGON2_OK.rawValue else { throw .failed(code: Int(code)) }
        return tag
    }

    /// `ARGON2_FLAG_CLEAR_PASSWORD`, a macro that Swift does not see.
    private static let clearsPassword: UInt32 = 1

    /// A buffer as the library takes it: no address when it is empty.
    private static func parts(
        _ buffer: UnsafeMutableBufferPointer<UInt8>
    ) -> (UnsafeMutablePointer<UInt8>?, UInt32) {
        (buffer.isEmpty ? nil : buffer.baseAddress, UInt32(buffer.count))
    }
}
